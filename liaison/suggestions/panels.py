"""Where other parts add to the page of a suggestion."""

from liaison.suggestions.models import Suggestion
from yunhe.kit.panels import Panels

pages: Panels[Suggestion] = Panels("page of a suggestion")
