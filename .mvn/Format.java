import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks ("check") or mends ("write") the format of every Java source of the project. */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<String> call = new ArrayList<>();
    if (write) {
      call.add("--replace");
    } else {
      call.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    try (Stream<Path> tree = Files.walk(Path.of("."))) {
      tree.filter(p -> p.toString().endsWith(".java"))
          .filter(p -> !p.toString().contains("/target/"))
          .map(Path::toString)
          .sorted()
          .forEach(call::add);
    }
    PrintWriter out = new PrintWriter(System.out, true);
    int exit =
        new Main(out, new PrintWriter(System.err, true), System.in)
            .format(call.toArray(String[]::new));
    if (exit != 0) {
      System.err.println(
          "The files above are not formatted: mvn -B -N initialize -Drouterd.format=write");
      System.exit(1);
    }
  }
}
