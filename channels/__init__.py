"""The channels (渠道): protocol in, protocol out. What is said stands in ``tuika``."""

from .rest import install

install()
