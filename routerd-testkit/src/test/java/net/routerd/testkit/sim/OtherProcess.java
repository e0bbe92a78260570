package net.routerd.testkit.sim;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of the tests in a process of its own: with other hash seeds, and under another language
 * and another time zone than this one.
 */
final class OtherProcess {

  private OtherProcess() {}

  /** Returns what a program writes. */
  static String run(Class<?> program, String argument)
      throws IOException, InterruptedException, URISyntaxException {
    String language = Locale.getDefault().getLanguage().equals("ar") ? "de" : "ar";
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Duser.language=" + language,
                    "-Duser.timezone=Asia/Kathmandu",
                    "-Djava.util.logging.config.file=src/test/logging.properties",
                    "-cp",
                    classPath(program),
                    program.getName(),
                    argument))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(program + " ended with " + process.exitValue());
    }
    return written;
  }

  /** The tests themselves stand on no path where they are patched into the module. */
  private static String classPath(Class<?> program) throws URISyntaxException {
    String file = program.getName().replace('.', '/') + ".class";
    String there = program.getClassLoader().getResource(file).toURI().getPath();
    return Stream.of(
            there.substring(0, there.length() - file.length()),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
