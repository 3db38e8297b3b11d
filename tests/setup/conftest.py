"""What the tests of the first hour use; the sample council is for all tests."""

from tests.samples import command as command
from tests.samples import person as person
