"""Templates compiled once for all processes of a run, instead of by each: a second and more."""

import atexit
import os
import shutil
import tempfile

from flask import Flask
from jinja2 import FileSystemBytecodeCache

SETTING = "HUB_TEST_TEMPLATES"


def compile_once() -> None:
    """In this process and all that it starts. tools/test.py names a folder for both engines; it is
    emptied before, for what is kept there says nothing of how it was compiled."""
    if SETTING not in os.environ:
        os.environ[SETTING] = tempfile.mkdtemp(prefix="hub-templates-")
        atexit.register(shutil.rmtree, os.environ[SETTING], ignore_errors=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[SETTING])}
