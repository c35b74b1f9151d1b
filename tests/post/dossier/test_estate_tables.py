"""What dossiers say of the estate is read, row by row; the first one goes before."""

from pathlib import Path

from blackstart.post.dossier.estate_tables import estate_tables
from blackstart.post.dossier.folder import describe
from tests.post.dossier_files import AS_OF, put


def test_the_first_dossier_goes_before(tmp_path: Path) -> None:
    """Under one key its row counts; other rows are added; other tables are passed over."""
    put(
        tmp_path,
        one__tables__teams_csv="team,people,hours_per_day\nnetwork,2,8\n",
        one__tables__firms_csv="firm\n",
        two__tables__teams_csv="team,people,hours_per_day\nnetwork,9,8\nbackup,3,8\n",
    )
    frames, findings = estate_tables([describe(tmp_path / name, AS_OF) for name in ("one", "two")])
    assert frames["teams"].rows() == [("network", 2, 8.0), ("backup", 3, 8.0)]
    assert frames["gates"].is_empty()
    assert "firms" not in frames
    assert findings == ()


def test_rows_that_break_a_rule_are_named(tmp_path: Path) -> None:
    """The others count; five are named, the rest is a number."""
    bad = "".join(f"t{number},-1,8\n" for number in range(7))
    put(tmp_path, tables__teams_csv=f"team,people,hours_per_day\nnetwork,2,8\n{bad}")
    frames, (finding,) = estate_tables([describe(tmp_path, AS_OF)])
    assert frames["teams"]["team"].to_list() == ["network"]
    assert (finding.code, finding.subject) == ("BS-LOAD-016", "tables/teams.csv")
    assert "row 3 people: is below 0 (-1); row 4" in finding.message
    assert finding.message.endswith("; and 2 more.")
