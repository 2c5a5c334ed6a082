"""PostgreSQL and Temporal out of the project's own wheels, for a machine that has neither."""

from operations.embedded.services import Services, embedded_services

__all__ = ["Services", "embedded_services"]
