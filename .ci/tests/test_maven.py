"""The library as a Maven user meets it: a project of their own that depends on one module."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import clones

ROOT = clones.ROOT
# ./test puts the modules it has built there, as into any Maven repository.
REPOSITORY = ROOT / "build" / "repository"
VERSION = re.search(r"<artifactId>medimg-parent</artifactId>\s*<version>(.*?)</version>", (ROOT / "pom.xml").read_text())[1]

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>stranger</groupId>
  <artifactId>stranger</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>medimg</groupId>
      <artifactId>medimg-{module}</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-resources-plugin</artifactId><version>{resources}</version></plugin>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>{compiler}</version></plugin>
      <plugin><artifactId>maven-dependency-plugin</artifactId><version>{dependency}</version></plugin>
    </plugins>
  </build>
</project>
"""
# What was built, and what this machine has of all else, stand for the repositories of the world: no network.
SETTINGS = """<settings>
  <mirrors>
    <mirror><id>here</id><url>{local}</url><mirrorOf>central</mirrorOf></mirror>
  </mirrors>
  <profiles>
    <profile>
      <id>built</id>
      <repositories><repository><id>built</id><url>{built}</url></repository></repositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
</settings>
"""


def plugin_version(name):
    return re.search(rf"<artifactId>maven-{name}-plugin</artifactId>\s*<version>(.*?)</version>", (ROOT / "pom.xml").read_text())[1]


@unittest.skipUnless(REPOSITORY.is_dir(), "the modules were not deployed: ./test does that, --scripts alone does not")
class Stranger(unittest.TestCase):
    seconds = 30

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="medimg stranger "))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def uses(self, module, code, *files):
        """What a program prints that is built against one module in an empty folder with an empty repository."""
        source = self.folder / "src" / "main" / "java" / "Stranger.java"
        source.parent.mkdir(parents=True)
        source.write_text(code)
        plugins = {name: plugin_version(name) for name in ("resources", "compiler", "dependency")}
        (self.folder / "pom.xml").write_text(POM.format(module=module, version=VERSION, **plugins))
        local = Path(os.environ.get("MAVEN_LOCAL", Path.home() / ".m2" / "repository"))
        settings = SETTINGS.format(local=local.as_uri(), built=REPOSITORY.as_uri())
        (self.folder / "settings.xml").write_text(settings)
        build = ["mvn", "-B", "-q", "-ntp", "-s", "settings.xml", f"-Dmaven.repo.local={self.folder / 'repository'}"]
        build += ["compile", "dependency:build-classpath", "-Dmdep.outputFile=classpath"]
        built = subprocess.run(build, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(built.returncode, 0, built.stdout[-3000:])
        self.jars = [Path(jar).name for jar in (self.folder / "classpath").read_text().split(os.pathsep)]
        command = ["java", "-cp", f"target/classes{os.pathsep}{(self.folder / 'classpath').read_text()}", "Stranger"]
        run = subprocess.run([*command, *map(str, files)], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return run.stdout

    def test_reads_a_header_with_the_module_dicom_alone(self):
        code = """
            import medimg.dicom.Dicom;
            import medimg.dictionary.Tag;
            class Stranger {
              public static void main(String[] args) {
                System.out.print(Dicom.read(java.nio.file.Path.of(args[0])).get(Tag.Modality).string());
              }
            }"""
        self.assertEqual(self.uses("dicom", code, clones.pydicom_file("CT_small.dcm")), "CT")
        ours = [jar for jar in self.jars if jar.startswith("medimg-")]
        self.assertEqual(sorted(ours), [f"medimg-dicom-{VERSION}.jar", f"medimg-dictionary-{VERSION}.jar"])

    def test_reads_pixels_with_the_module_imaging_alone(self):
        code = """
            import medimg.dicom.Dicom;
            import medimg.pixels.Pixels;
            class Stranger {
              public static void main(String[] args) {
                Pixels px = Pixels.of(Dicom.read(java.nio.file.Path.of(args[0]))).scaled();
                System.out.print(px.rows() + " " + px.columns() + " " + px.unit());
              }
            }"""
        self.assertEqual(self.uses("imaging", code, clones.pydicom_file("CT_small.dcm")), "128 128 HU")
        self.assertFalse([jar for jar in self.jars if re.match("xchart|pytorch|api-", jar)], "charts and networks come along")

    def test_judges_a_classifier_with_the_module_eval_alone(self):
        code = """
            import medimg.eval.Confusion;
            class Stranger {
              public static void main(String[] args) {
                System.out.print(new Confusion(49, 6, 17, 3).scores().sensitivity().count());
              }
            }"""
        self.assertEqual(self.uses("eval", code), "3")
        self.assertFalse([jar for jar in self.jars if not re.match("medimg-eval|commons-", jar)], "more than it needs")


if __name__ == "__main__":
    unittest.main()
