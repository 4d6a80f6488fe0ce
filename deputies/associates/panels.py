"""What higher nouns add to the page of somebody who is no deputy: teams, activities, councils."""

from deputies.associates.models import Associate
from yunhe.kit.panels import Panels

panels: Panels[Associate] = Panels("page of an associate")
