"""run.py EMULATOR SAMPLE [CHECK …]: what happens to the sample when it is deployed, released, rolled back and destroyed on an emulator of AWS.

One line for each thing shown; the first that fails ends the run with status 1.
"""
import sys

import deploying
import destroying
import recovering
import releasing
import watching
from checks import Failed
from sample_app import SampleApp

CHECKS = [deploying.without_a_domain, deploying.with_a_domain, releasing.releases, watching.production, recovering.runbooks, destroying.prod, destroying.dev]


def main(emulator: str, sample: str, *only: str) -> int:
    app = SampleApp(sample)
    for check in [check for check in CHECKS if check.__name__ in only or not only]:
        print(f"\n{check.__doc__.splitlines()[0]}")
        try:
            check(emulator, app)
        except Failed as failure:
            print(f"✗ {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
