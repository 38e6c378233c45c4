"""A file that can't be imported: one exception, with a diagnostic in the usual form."""

from __future__ import annotations

from roleguide.diagnostics import Diagnostic, Place, Report, Severity


class InputRefused(Exception):
    """An input (or a table of the guide that it should go into) is wrong; nothing was written.

    ``exit_code`` is 1: the machine is fine, and so is the command. Wrong use of a command is
    :class:`WrongUse`; what the machine failed at is :class:`roleguide.engine.failure.PublishError`.
    """

    exit_code = 1

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

    @property
    def report(self) -> Report:
        """The diagnostic as a report of its own."""
        return Report((self.diagnostic,))


class WrongUse(Exception):
    """The command can't be carried out as it was called (exit code 2): one sentence."""


def refuse(place: Place, code: str, message: str, fix: str) -> InputRefused:
    """Make the exception to raise: where, its stable code, a sentence and what to do."""
    return InputRefused(Diagnostic(place, Severity.error, code, message, fix))
