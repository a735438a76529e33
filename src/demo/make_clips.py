#!/usr/bin/env python3
"""Makes the audio of the demo from recorded telephone prompts that Debian packages carry.

Needs Python 3.9+, apt-get, dpkg-deb, sox and flac; nothing from PyPI.

    src/demo/make_clips.py [--packages FOLDER] [--out FOLDER]

What goes into which clip stands in clips.tsv, how much of it is speech in speech.tsv (see measure.py).
The samples do not depend on the machine: they are copied, cut, joined and faded, never resampled or
dithered. After a change of list, code or packages `git diff` shows which clips changed.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
RATE = 8000
GAP = RATE // 4
FADE = RATE // 100

PACKAGES = {
    # package: folder of its prompts, ending, author, licence of the prompts
    "asterisk-core-sounds-en-wav": ("en_US_f_Allison", "wav", "Allison Smith", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-es-wav": ("es_MX_f_Allison", "wav", "Allison Smith", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-fr-wav": ("fr_CA_f_June", "wav", "June Wallack", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-it-wav": ("it_IT_m_Carlo", "wav", "Carlo Flora", "CC-BY-3.0"),
    "asterisk-core-sounds-ru-wav": ("ru_RU_f_IvrvoiceRU", "wav", "IvrvoiceRU, provided by Maxim Topal", "CC-BY-3.0"),
    "asterisk-prompt-it-menardi-wav": ("it_IT_f_Menardi", "wav", "Marco Menardi and Paola Dal Zot", "CC-BY-SA-3.0-IT"),
    "asterisk-prompt-fr-armelle": ("fr", "gsm", "Armelle Desjardins, (C) 2006 Michel Gutierrez", "armelle"),
}
OUR_LICENCE = "CC-BY-SA-3.0"

# What the demo shows its viewer; the Menardis ask for theirs to be shown, with the address.
CREDITS = {
    "allison": "Allison Smith (English, Spanish), CC BY-SA 3.0",
    "june": "June Wallack, CC BY-SA 3.0",
    "carlo": "Carlo Flora, www.segreterietelefoniche.it, CC BY 3.0",
    "russian": "IvrvoiceRU, www.ivrvoice.ru, provided by Maxim Topal, CC BY 3.0",
    "menardi": "Recorded by Marco Menardi and his wife Paola Dal Zot, http://www.voip.ammdomus.it, CC BY-SA 3.0 Italy",
    "armelle": "Armelle Desjardins, Copyright (C) 2006 Michel Gutierrez",
    "nobody": "Sounds of Asterisk's core sounds in English (Allison Smith), CC BY-SA 3.0",
}


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout


def rows(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def unpack(packages, work):
    """Downloads what is missing and unpacks it; returns the version of each package."""
    packages.mkdir(parents=True, exist_ok=True)
    versions = {}
    for package in PACKAGES:
        if not list(packages.glob(package + "_*.deb")):
            run("apt-get", "download", package, cwd=packages)
        deb = sorted(packages.glob(package + "_*.deb"))[-1]
        versions[package] = run("dpkg-deb", "-f", str(deb), "Version", text=True).strip()
        run("dpkg-deb", "-x", str(deb), str(work / package))
    return versions


def licences(work, out):
    """Copies the licence texts out of the packages' own copyright files."""
    def text(package):
        return (work / package / "usr/share/doc" / package / "copyright").read_text(encoding="utf-8")

    def stanza(package, licence):
        found = next(s for s in text(package).split("\n\n") if s.startswith(f"License: {licence}\n"))
        lines = (line.rstrip()[1:] for line in found.split("\n")[1:])
        return "\n".join("" if line == "." else line for line in lines).rstrip() + "\n"

    core, menardi, armelle = ("asterisk-core-sounds-en-wav", "asterisk-prompt-it-menardi-wav",
                              "asterisk-prompt-fr-armelle")
    upstream = text(armelle).split("Upstream:")[1].split("The Debian packaging")[0]
    for name, content in {"CC-BY-SA-3.0.txt": stanza(core, "CC-BY-SA-3.0"),
                          "CC-BY-3.0.txt": stanza(core, "CC-BY-3.0"),
                          "CC-BY-SA-3.0-IT.txt": stanza(menardi, "CC-SA-BY-3.0"),
                          "LICENCE-armelle.txt": textwrap.dedent(upstream).strip() + "\n"}.items():
        (out / name).write_text("\n".join(l.rstrip() for l in content.split("\n")), encoding="utf-8")


def prompt(work, package, name):
    """The samples of a prompt: 16-bit, mono, 8 kHz."""
    folder, ending, _, _ = PACKAGES[package]
    path = work / package / "usr/share/asterisk/sounds" / folder / (name + "." + ending)
    rate = run("soxi", "-r", str(path), text=True).strip()
    if rate != str(RATE):
        sys.exit(f"{path.name}: {rate} samples a second, expected {RATE}")
    return run("sox", "-D", str(path), "-t", "raw", "-e", "signed-integer", "-b", "16", "-L", "-c", "1", "-")


def part(samples, span):
    """Cuts a part out, 'from-to' in seconds, and fades its edges over 10 ms so that a cut does not click."""
    total = len(samples) // 2
    start, end = (round(float(t) * RATE) for t in span.split("-")) if span else (0, total)
    if not 0 <= start < end <= total:
        sys.exit(f"{span} lies outside a prompt of {total / RATE} s")
    values = [int.from_bytes(samples[2 * i:2 * i + 2], "little", signed=True) for i in range(start, end)]
    for i in range(FADE):
        values[i] = values[i] * i // FADE
        values[-1 - i] = values[-1 - i] * i // FADE
    return b"".join(v.to_bytes(2, "little", signed=True) for v in values)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--packages", type=pathlib.Path, help="folder that keeps the downloaded packages")
    options.add_argument("--out", type=pathlib.Path, default=HERE.parent / "main/resources/demo")
    options = options.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        versions = unpack((options.packages or work / "deb").resolve(), work)
        options.out.mkdir(parents=True, exist_ok=True)
        licences(work, options.out)
        speech = dict(rows("speech.tsv"))
        catalogue = ["# The clips of the demo. Made by src/demo/make_clips.py; do not edit.",
                     "# Authors, licences and changes: ATTRIBUTION.md", ""]
        clips = list(rows("clips.tsv"))
        for person in {clip[1] for clip in clips}:
            shutil.rmtree(options.out / person, ignore_errors=True)
        catalogue.append("clips=" + ",".join(clip[0].replace("/", "-") for clip in clips))
        catalogue += ["credit." + person + "=" + credit for person, credit in CREDITS.items()]
        for name, person, language, role, package, recipe in clips:
            pieces = [p.split(" ") for p in recipe.split(" + ")]
            samples = bytes(2 * GAP).join(
                part(prompt(work, package, p[0]), p[1] if len(p) > 1 else "") for p in pieces)
            target = options.out / (name + ".flac")
            target.parent.mkdir(parents=True, exist_ok=True)
            _, _, artist, licence = PACKAGES[package]
            ours = OUR_LICENCE if licence.startswith("CC-") else licence
            tags = {"TITLE": name, "ARTIST": artist, "LICENSE": ours,
                    "SOURCE": f"Debian {package} {versions[package]} ({licence}): {recipe}",
                    "DESCRIPTION": "Cut, joined with silence where several prompts are named, and faded at the "
                                   "edges for the Voxward demo. See ATTRIBUTION.md."}
            command = ["flac", "--silent", "--force", "--best", "--no-padding", "--no-seektable",
                       "--force-raw-format", "--endian=little", "--sign=signed", "--channels=1", "--bps=16",
                       f"--sample-rate={RATE}", f"--output-name={target}"]
            run(*command, *(f"--tag={k}={v}" for k, v in tags.items()), "-", input=samples)
            key = "clip." + name.replace("/", "-") + "."
            catalogue += ["", key + "file=" + name + ".flac", key + "person=" + person,
                          key + "language=" + language, key + "role=" + role,
                          key + f"seconds={len(samples) / 2 / RATE:.2f}",
                          key + "netSpeechSeconds=" + speech.get(name, "")]
        (options.out / "clips.properties").write_text("\n".join(catalogue) + "\n", encoding="ascii")
    size = sum(f.stat().st_size for f in options.out.rglob("*.flac"))
    print(f"{len(clips)} clips, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
