"""An area as the index holds it, and what a text says of one."""

from dataclasses import dataclass, field

from yunhe.areas.enums import POINTS, UNITS

LONGEST_ADDRESS = 120  # signs; what is longer is no address, and would take long to read


@dataclass(frozen=True, slots=True)
class Place:
    """One area as the index holds it."""

    id: int
    name: str
    kind: str
    code: str
    unit_id: int | None
    unit_name: str
    path: str
    in_county_town: bool
    is_active: bool

    @property
    def full_name(self) -> str:
        """Unit and name, e.g. 浮云街道中山社区."""
        short = self.name.replace("村委会", "村").replace("居委会", "社区")
        return f"{self.unit_name}{short}" if self.unit_id and self.unit_id != self.id else short

    @property
    def is_unit(self) -> bool:
        """Whether this is a township, town, street or zone."""
        return self.kind in UNITS

    @property
    def is_point(self) -> bool:
        """Whether this is a village or community."""
        return self.kind in POINTS


@dataclass(slots=True)
class Reading:
    """What a text says about a place.

    status: found, unknown, ambiguous (several are meant or may be meant: `candidates`), vague (县城), outside (`outside`), empty,
    elsewhere (in another unit than the one beside it: `candidates`), doubtful (`candidates` are named, but perhaps not as the
    place in question: 中山社区附近, 已搬离中山社区), relative (本村: only the row's own place would tell), long (no address has so
    many signs; nothing was read).
    `place` is the finest area that is sure; `detail` is what stands behind it (estate, building, room).
    """

    status: str
    place: Place | None = None
    unit: Place | None = None
    candidates: list[Place] = field(default_factory=list)
    detail: str = ""
    outside: str = ""
