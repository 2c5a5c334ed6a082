"""The bulletin: what an assessment says to a mayor; data only, laid out elsewhere."""

from domain.bulletin.content import Bulletin
from domain.bulletin.drawing_up import draw_up
from domain.bulletin.material import Material, Names, days_before

__all__ = ["Bulletin", "Material", "Names", "days_before", "draw_up"]
