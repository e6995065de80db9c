import pytest

from benchmarks.report import Row, Table


def test_a_missed_bar_is_said() -> None:
    table = Table("Look-up", "once", (Row("ratio", "2.5", "≤ 2", met=False), Row("ms", "1")))
    assert not table.met
    assert "ratio  ≤ 2  2.5       MISSED" in table.text()


def test_a_table_without_a_figure_is_no_result() -> None:
    with pytest.raises(AssertionError, match="nothing was measured"):
        Table("Look-up", "once", (Row("ms", "1"),)).text()
