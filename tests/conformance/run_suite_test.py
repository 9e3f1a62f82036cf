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

    def run_with_differences(self, rows, text):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            return self.run_suite(rows, "--expect", "want", "--differs", file.name)

    def test_a_row_may_differ_where_a_clause_says_so_and_no_other(self):
        rows = [{"says": 1, "want": 1}, {"says": 2, "want": 1}, {"says": 3, "want": 1}]
        why = " | RFC 0000 1.2: a reason that can be read\n"
        self.assertEqual(self.run_with_differences(rows, "# two\n2 3" + why), (0, "1 passed, 0 failed, 2 differ on purpose"))
        self.assertEqual(self.run_with_differences(rows, "2" + why)[0], 1)

    def test_a_row_that_differs_no_more_is_a_failure(self):
        self.assertEqual(self.run_with_differences([{"says": 1, "want": 1}], "1 | RFC 0000 1.2: a reason that can be read\n")[0], 1)

    def test_a_difference_without_a_reason_is_an_error(self):
        self.assertNotEqual(self.run_with_differences([{"says": 2, "want": 1}], "1 | RFC\n")[0], 0)

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
