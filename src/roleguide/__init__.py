"""roleguide: a folder of career content becomes a static role-guide website."""

__version__ = "0.1.0"
