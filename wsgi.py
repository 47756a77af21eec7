"""The application, with its settings from the environment or a `.env` file beside this one."""

# ruff: noqa: E402  nothing of what is imported is garbage: not looking for it saves a fifth of a start
import gc

gc.disable()

import os
from pathlib import Path

from dotenv import load_dotenv

from hub.app import create_app
from hub.config import settings_from

load_dotenv(Path(__file__).parent / ".env")
app = create_app(settings_from(os.environ))
gc.enable()
