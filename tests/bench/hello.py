"""The least that Flask can do: the baseline of what goes over HTTP."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
@app.get("/healthz")
def hello() -> str:
    return "hello"
