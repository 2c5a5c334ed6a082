"""The same settled chances as in the stories of the core."""

from hypothesis import settings

settings.register_profile("core", derandomize=True, deadline=None, database=None)
settings.load_profile("core")
