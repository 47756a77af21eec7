"""Why an answer is not right."""


class AnswerRefused(ValueError):
    """`sentence` is for whoever answers, in their language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
