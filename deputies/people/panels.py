"""What higher nouns add to the record of a deputy."""

from deputies.people.models import Deputy
from yunhe.kit.panels import Panels

panels: Panels[Deputy] = Panels("record of a deputy")
