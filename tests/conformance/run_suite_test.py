#!/usr/bin/env python3
"""The suite runner itself: that it fails when it should, and skips when it must."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_suite.py")
# Answers each row with its own `says`.
ECHO = "import json,sys\nfor line in sys.stdin: print(json.dumps({'actual': json.loads(line).get('says')}))"


class RunSuite(unittest.TestCase):
    def run_suite(self, rows, *options, program=ECHO):
        with tempfile.TemporaryDirectory() as folder:
            suite = os.path.join(folder, "suite.jsonl")
            with open(suite, "w", encoding="utf-8") as out:
                out.writelines(json.dumps(row) + "\n" for row in rows)
            command = [sys.executable, RUNNER, suite, *options, "--", sys.executable, "-c", program]
            done = subprocess.run(command, capture_output=True, encoding="utf-8")
            return done.returncode, (done.stdout.splitlines() or [""])[-1]

    def test_passes_when_every_answer_is_the_expected_one(self):
        self.assertEqual(self.run_suite([{"says": 1, "want": 1}], "--expect", "want"), (0, "1 passed, 0 failed"))

    def test_fails_when_an_answer_differs(self):
        rows = [{"says": 1, "want": 1}, {"says": 2, "want": 1}, {"says": True, "want": 1}]
        self.assertEqual(self.run_suite(rows, "--expect", "want"), (1, "1 passed, 2 failed"))

    def test_fails_when_no_row_is_left(self):
        self.assertEqual(self.run_suite([{"says": 1}], "--expect", "want"), (1, "0 passed, 0 failed"))

    def test_min_pass_tolerates_known_failures_and_no_more(self):
        rows = [{"says": 1, "want": 1}, {"says": 2, "want": 1}]
        self.assertEqual(self.run_suite(rows, "--expect", "want", "--min-pass", "1")[0], 0)
        self.assertEqual(self.run_suite(rows, "--expect", "want", "--min-pass", "2")[0], 1)

    def test_only_and_where_equal_choose_rows(self):
        rows = [{"says": 1, "want": 1, "http": True, "a": 1, "b": 1}, {"says": 2, "want": 1, "http": False, "a": 1, "b": 1},
                {"says": 2, "want": 1, "http": True, "a": 1, "b": 2}]
        options = ("--expect", "want", "--only", "http=true", "--where-equal", "a", "b")
        self.assertEqual(self.run_suite(rows, *options), (0, "1 passed, 0 failed"))

    def test_expect_count_counts_the_members_of_a_list(self):
        rows = [{"says": ["a", "b"], "count": 2}, {"says": ["a"], "count": 2}, {"says": None, "count": 0}]
        self.assertEqual(self.run_suite(rows, "--expect-count", "count"), (1, "1 passed, 2 failed"))

    def test_safe_cell_refuses_formulas_and_corrupted_text(self):
        rows = [{"input": "=1", "says": "'=1", "dangerous_first_char": True},
                {"input": "=1", "says": "\"'=1\"", "dangerous_first_char": True},
                {"input": "a", "says": "a", "dangerous_first_char": False},
                {"input": "=1", "says": "\"=1\"", "dangerous_first_char": True},
                {"input": "＝1", "says": "＝1", "dangerous_first_char": True},
                {"input": "a", "says": "'a", "dangerous_first_char": False}]
        self.assertEqual(self.run_suite(rows, "--safe-cell"), (1, "3 passed, 3 failed"))

    def test_a_command_that_answers_too_little_is_an_error(self):
        self.assertEqual(self.run_suite([{"want": 1}], "--expect", "want", program="pass")[0], 2)

    def test_a_missing_suite_is_skipped(self):
        done = subprocess.run([sys.executable, RUNNER, "/nowhere/suite.jsonl", "--expect", "x", "--", "true"],
                              capture_output=True)
        self.assertEqual(done.returncode, 77)


if __name__ == "__main__":
    unittest.main()
