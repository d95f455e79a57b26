"""The channels (渠道): protocol in, protocol out. What is said stands in ``tuika``."""

from runtime import extensions

from . import rest

# Rasa loads this package by the names in credentials.yml, whatever command it was started with
extensions.install()
rest.install()
