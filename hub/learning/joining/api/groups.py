"""The chapter of the API that these parts write."""

from hub.web.api import Endpoints

endpoints = Endpoints("Class calendar", "One's own class sessions, and what is told of them.")
