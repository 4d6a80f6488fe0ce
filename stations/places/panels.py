"""What higher nouns add to the page of a station."""

from stations.places.models import Station
from yunhe.kit.panels import Panels

panels: Panels[Station] = Panels("page of a station")
