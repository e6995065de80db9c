from pathlib import Path

from benchmarks.generated import write_base
from knowledge.provenance.check import prove


def test_a_generated_base_stands_up_to_every_check(tmp_path: Path) -> None:
    things = write_base(tmp_path / "seeds", tmp_path / "documents", claims=120, entities=40, seed=1)
    report = prove(tmp_path / "seeds", tmp_path / "documents")
    assert report.problems == ()
    assert (report.claims, len(things), len(report.paragraphs)) == (120, 40, 3)
    assert report.verified == report.citations == 120


def test_the_same_seed_gives_the_same_base(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_base(tmp_path / name, tmp_path / f"{name}-texts", claims=60, entities=20, seed=7)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) > 8
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
