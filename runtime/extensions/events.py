"""The event broker (事件总线), optional: what is said, masked, for statistics and other programs.

``endpoints.production.yml`` names it. ``TUIKA_EVENTS`` says where to: ``file:///var/log/tuika/events.log`` or
``amqp://user:password@host/vhost`` (RabbitMQ); nothing is published where it is not set. What is published is what
the conversation store writes: personal numbers and names are masked before (see ``runtime.extensions.conversations``).
"""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop

from rasa.core.brokers.broker import EventBroker
from rasa.core.brokers.file import FileEventBroker
from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

from ..operations.checks import events_file


class OptionalBroker(EventBroker):
    """One of Rasa's own brokers, by ``TUIKA_EVENTS``."""

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: AbstractEventLoop | None = None
    ) -> EventBroker | None:
        """The broker; ``None`` where none is set.

        Raises:
            Misconfigured: the file cannot be written.
            ValueError: the address is neither a file's nor RabbitMQ's.
        """
        where = os.environ.get("TUIKA_EVENTS")
        if not where:
            return None
        path = events_file(where)
        if path is not None:
            return FileEventBroker(str(path))
        if where.startswith(("amqp://", "amqps://")):
            return await PikaEventBroker.from_endpoint_config(EndpointConfig(where), event_loop)
        raise ValueError("TUIKA_EVENTS 要以 file:// 或 amqp:// 开头")
