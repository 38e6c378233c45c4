"""What the templates of the lists of figures see: salaries, places, career paths."""

from msgspec import Struct

from roleguide.pages.posting_list_views import PostingsShown
from roleguide.pages.view_parts import Fact, Link, Pager, Receipt, Shell


class PayCell(Struct, frozen=True, array_like=True):
    """A cell of a table of pay, in JSON a list of both: what it says and what it is sorted by."""

    text: str
    number: str = ""
    """A plain number (``97550``, ``-2.3``); empty where none can be compared with the others."""


class SalaryLine(Struct, frozen=True):
    """A role in a table of pay."""

    role: str
    """Id of the role."""
    title: str
    href: str
    typical: PayCell
    measure: str
    """What the typical figure is where it is no median: ``average``; empty otherwise."""
    spread: tuple[PayCell, ...]
    """10th, 25th, 75th and 90th percentile; or lowest and highest as first and last."""
    unit: str
    """``an hour``; empty for amounts a year."""
    period: str
    """The period of the numbers: ``year`` or ``hour``."""
    hours: str
    """Paid hours a year that the source states, a plain number; empty when it states none."""
    growth: PayCell
    """Projected change in percent."""
    fit: str
    """What the pay was measured for: ``the same occupation``, ``a broader occupation`` …"""
    receipts: tuple[int, ...]


class PayGroup(Struct, frozen=True):
    """The roles of one category in a table of pay."""

    title: str
    href: str
    lines: tuple[SalaryLine, ...]


class PayTable(Struct, frozen=True):
    """Roles and their pay at one place, grouped by category."""

    place: str
    """The place where pay was measured: ``United States``."""
    within: str
    """The same inside a sentence: ``the United States``."""
    currency: str
    """ISO 4217 code of the amounts that can be sorted; empty when there are none."""
    groups: tuple[PayGroup, ...]
    has_growth: bool


class LevelLine(Struct, frozen=True):
    """Pay that a source measured for one level of a role."""

    role: str
    title: str
    href: str
    category: str
    level: str
    low: PayCell
    typical: PayCell
    high: PayCell
    unit: str
    period: str
    hours: str
    place: str
    detail: str
    """Kind of figure, date, basis."""
    receipts: tuple[int, ...]


class PlaceChoice(Struct, frozen=True):
    """A place whose pay can be shown in place of the default one's."""

    id: str
    name: str
    href: str


class SalariesPage(Struct, frozen=True):
    """L9: every role and its pay."""

    shell: Shell
    title: str
    summary: str
    table: PayTable
    pager: Pager | None
    """The way through the table of a field that has very many roles."""
    levels: tuple[LevelLine, ...]
    places: tuple[PlaceChoice, ...]
    """Places where pay was measured; without those of metropolitan areas where they are many."""
    places_href: str
    csv: str
    notes: tuple[str, ...]
    """How to read the table."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
    script: str
    """Address of the script that sorts and filters."""


class PlaceTile(Struct, frozen=True):
    """A place in the list of places."""

    name: str
    href: str
    kind: str
    count: str
    """``12 roles``."""


class PlaceGroup(Struct, frozen=True):
    """Places of one kind, or in one place."""

    title: str
    anchor: str
    places: tuple[PlaceTile, ...]


class PlacesPage(Struct, frozen=True):
    """L7: every place that has a page."""

    shell: Shell
    title: str
    summary: str
    groups: tuple[PlaceGroup, ...]


class PlacePage(Struct, frozen=True):
    """L7: a place, the roles whose pay was measured there, and the places in it."""

    shell: Shell
    title: str
    summary: str
    facts: tuple[Fact, ...]
    table: PayTable | None
    pager: Pager | None
    """The way through the table of a field that has very many roles."""
    missing: str
    """The sentence shown in place of the table."""
    borrowed: str
    """Which roles have no figures of the place, and what stands in; empty when there are none."""
    stand_in: Link | None
    borrowing: tuple[Link, ...]
    """Those roles, where they are few."""
    inside: tuple[PlaceTile, ...]
    postings: PostingsShown | None
    """The newest open postings there, and the lists of each field of work."""
    fields: tuple[Fact, ...]
    """Each category with roles here: how many, and the span of their medians."""
    notes: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
    script: str


class PayField(Struct, frozen=True):
    """A field in a list of pay that is split by field."""

    title: str
    href: str
    count: str
    """``12 roles``."""
    span: str
    """The span of medians; empty where it was not looked for or is none."""


class PayFieldsPage(Struct, frozen=True):
    """L7, L9: the fields of a list of pay that is too long for one page."""

    shell: Shell
    title: str
    summary: str
    facts: tuple[Fact, ...]
    """About the place; empty for the salaries page."""
    fields: tuple[PayField, ...]
    csv: str
    """Address of all figures as a file; empty where there is none."""
    borrowed: str
    """Which roles have no figures of the place, and what stands in; empty when there are none."""
    stand_in: Link | None
    inside: tuple[PlaceTile, ...]
    places_href: str


class PathNode(Struct, frozen=True):
    """A role in a drawing of moves: a box with its title in lines."""

    title: str
    href: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        """Whether the box has no room for the whole title."""
        return " ".join(self.lines) != self.title


class PathEdge(Struct, frozen=True):
    """A line of the drawing: ``look`` is ``step``, ``specialism`` or ``similar``."""

    look: str
    d: str
    """The path in the notation of SVG."""


class PathGraph(Struct, frozen=True):
    """Moves between roles as a layered drawing; sizes are CSS pixels."""

    width: int
    height: int
    nodes: tuple[PathNode, ...]
    edges: tuple[PathEdge, ...]
    caption: str
    """How to read it, and what it leaves out."""
    looks: tuple[str, ...]
    """The looks that it uses, for the legend."""


class Move(Struct, frozen=True):
    """A move to another role: ``Next step``, its title, and a remark."""

    relation: str
    to: Link
    note: str
    field: str
    """The other role's category, where that is not the page's."""
    page: str
    """The page of the move; empty where there is none."""


class PathRole(Struct, frozen=True):
    """A role and every move from it."""

    title: str
    href: str
    anchor: str
    pay: str
    moves: tuple[Move, ...]


class PathPage(Struct, frozen=True):
    """L10: moves inside a category and out of it; a later page of a large one has no drawing."""

    shell: Shell
    title: str
    summary: str
    category: Link
    graph: PathGraph | None
    part: str
    """Whose moves the first of several pages tells; later pages say it in their summary."""
    roles: tuple[PathRole, ...]
    leaving: tuple[PathRole, ...]
    """Moves to roles of other categories."""
    pager: Pager | None
    planner: Link
    """The tool that plans any move."""


class PathTile(Struct, frozen=True):
    """A category in the list of career paths."""

    title: str
    href: str
    summary: str
    count: str
    """``12 moves between 8 roles``."""


class PathsPage(Struct, frozen=True):
    """L10: every category that has moves."""

    shell: Shell
    title: str
    summary: str
    tiles: tuple[PathTile, ...]
    planner: Link
    """The tool that plans any move."""
