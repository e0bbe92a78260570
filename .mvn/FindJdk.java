import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says in one sentence what to install where no JDK is new enough to build this project. */
final class FindJdk {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  public static void main(String[] args) throws IOException {
    int wanted = Integer.parseInt(args[0]);
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA") && name.endsWith("_HOME")) {
                homes.add(Path.of(value));
              }
            });
    String user = System.getProperty("user.home");
    for (String root :
        List.of(
            "/usr/lib/jvm",
            "/usr/java",
            "/usr/jdk",
            "/opt/java",
            user + "/.jdks",
            user + "/.m2/jdks",
            user + "/.sdkman/candidates/java",
            user + "/.asdf/installs/java",
            user + "/.gradle/jdks")) {
      if (Files.isDirectory(Path.of(root))) {
        try (Stream<Path> list = Files.list(Path.of(root))) {
          list.sorted().forEach(homes::add);
        }
      }
    }
    List<String> seen = new ArrayList<>();
    for (Path home : homes) {
      Path release = home.resolve("release");
      if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
        continue;
      }
      Matcher version = VERSION.matcher(Files.readString(release));
      if (!version.find()) {
        continue;
      }
      if (Integer.parseInt(version.group(1)) >= wanted) {
        return;
      }
      seen.add(version.group(1) + " in " + home);
    }
    if (Files.isReadable(Path.of(user, ".m2", "toolchains.xml"))) {
      return; // named there by hand; the toolchains plugin judges it
    }
    System.err.println(
        "routerd is built with a JDK of "
            + wanted
            + " or newer and none was found (seen: "
            + (seen.isEmpty() ? "none" : String.join(", ", seen))
            + "): install one, such as Temurin 25, under /usr/lib/jvm"
            + " or point JAVA_HOME at it; Maven itself may stay on 17.");
    System.exit(1);
  }
}
