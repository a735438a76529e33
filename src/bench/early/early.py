"""Early decisions against whole ones, on the scores of `lab verify` at every second.

    ./voxward lab verify --enroll enroll.tsv --trials trials.tsv --exclude exclude.tsv --audio DIR \
        --mode call --seconds 3,4,5,6,7,8,9,10 --scores scores.tsv
    python3 src/bench/early/early.py scores.tsv

The rule is DecisionRule's: a look from 3 s on accepts when the rate of its evidence is at most half of the
threshold's divided by seven looks, and rejects at a ratio of ln(0.01 / 7) or less. The file has the displayed score
only, which is rounded down; the score next below that rate is taken, so early acceptances are counted high.
"""

import collections
import math
import sys

LOOKS = range(3, 10)
WHOLE = 10
REJECT = math.log(0.01 / len(LOOKS))
# Acceptance thresholds and the displayed score at or below a fourteenth of their rate.
THRESHOLDS = {90: 99, 75: 97, 50: 90}


def read(path):
    trials = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            seconds, model, file, label, speech, _, llr, score = line.rstrip("\n").split("\t")
            if llr:
                trials[model, file, label][int(seconds)] = (float(speech), float(llr), int(score))
    return trials


def early(looks, threshold, least):
    """The decision and the second it is made in."""
    for second in LOOKS:
        speech, llr, score = looks.get(second, (0, 0, 0))
        if speech < second - 0.05:
            break
        if score >= least:
            return True, second
        if score < threshold and llr <= REJECT:
            return False, second
    return looks[WHOLE][2] >= threshold, WHOLE


def main():
    trials = read(sys.argv[1])
    for threshold, least in THRESHOLDS.items():
        for label in ("target", "nontarget"):
            own = [looks for (_, _, of), looks in trials.items() if of == label and WHOLE in looks]
            whole = [looks[WHOLE][2] >= threshold for looks in own]
            soon = [early(looks, threshold, least) for looks in own]
            print(
                f"threshold {threshold}, {label}: {len(own)} trials, accepted whole {sum(whole)},"
                f" early {sum(accepted for accepted, _ in soon)},"
                f" decided early {100 * sum(at < WHOLE for _, at in soon) / len(own):.0f} %,"
                f" mean {sum(at for _, at in soon) / len(own):.2f} s,"
                f" decided otherwise {sum(a != w for (a, _), w in zip(soon, whole))}"
            )


if __name__ == "__main__":
    main()
