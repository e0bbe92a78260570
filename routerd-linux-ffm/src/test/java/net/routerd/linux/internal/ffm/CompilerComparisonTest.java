package net.routerd.linux.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Constants, struct sizes and offsets against the C compiler; where there is none, against what one
 * said on x86_64 (recorded in {@code constants-x86_64.txt}).
 */
class CompilerComparisonTest {

  private static final String HEADERS =
      """
      #include <stdio.h>
      #include <stddef.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <poll.h>
      #include <sched.h>
      #include <sys/socket.h>
      #include <sys/epoll.h>
      #include <sys/eventfd.h>
      #include <sys/un.h>
      #include <sys/uio.h>
      #include <netinet/in.h>
      #include <netinet/tcp.h>
      #include <linux/icmp.h>
      #include <linux/icmpv6.h>
      #include <linux/netlink.h>
      #include <linux/errqueue.h>
      """;

  @TempDir Path directory = Path.of("");

  @Test
  @DisplayName("every constant, error number, struct size and offset is the C compiler's")
  void constantsAndLayoutsAreThoseOfC() throws Exception {
    Map<String, Integer> ours = ours();

    Map<String, Integer> compilers = askCompiler(ours);

    assertThat(ours).isNotEmpty().containsExactlyEntriesOf(compilers);
  }

  private static Map<String, Integer> ours() throws IllegalAccessException {
    Map<String, Integer> all = new LinkedHashMap<>();
    for (Class<?> holder : new Class<?>[] {Constants.class, Errno.class}) {
      for (Field field : holder.getDeclaredFields()) {
        if (field.getType() == int.class && Modifier.isPublic(field.getModifiers())) {
          all.put(field.getName(), field.getInt(null));
        }
      }
    }
    for (int errno = 1; errno < 134; errno++) {
      String text = Errno.text(errno);
      if (text.startsWith("E")) {
        all.put(text.substring(0, text.indexOf(' ')), errno);
      }
    }
    all.put("sizeof(struct sockaddr_in)", SockAddr.IN);
    all.put("sizeof(struct sockaddr_in6)", SockAddr.IN6);
    all.put("sizeof(struct sockaddr_nl)", SockAddr.NL);
    all.put("sizeof(struct sockaddr_storage)", SockAddr.MAX);
    all.put("offsetof(struct sockaddr_in, sin_port)", 2);
    all.put("offsetof(struct sockaddr_in, sin_addr)", 4);
    all.put("offsetof(struct sockaddr_in6, sin6_addr)", 8);
    all.put("offsetof(struct sockaddr_in6, sin6_scope_id)", 24);
    all.put("offsetof(struct sockaddr_nl, nl_pid)", 4);
    all.put("offsetof(struct sockaddr_un, sun_path)", 2);
    all.put("sizeof(struct msghdr)", Scratch.MSGHDR);
    all.put("offsetof(struct msghdr, msg_name)", Scratch.MSG_NAME);
    all.put("offsetof(struct msghdr, msg_namelen)", Scratch.MSG_NAMELEN);
    all.put("offsetof(struct msghdr, msg_iov)", Scratch.MSG_IOV);
    all.put("offsetof(struct msghdr, msg_iovlen)", Scratch.MSG_IOVLEN);
    all.put("offsetof(struct msghdr, msg_control)", Scratch.MSG_CONTROL);
    all.put("offsetof(struct msghdr, msg_controllen)", Scratch.MSG_CONTROLLEN);
    all.put("offsetof(struct msghdr, msg_flags)", Scratch.MSG_FLAGS);
    all.put("sizeof(struct iovec)", Scratch.IOVEC);
    all.put("offsetof(struct iovec, iov_len)", Scratch.IOV_LEN);
    all.put("sizeof(struct cmsghdr)", ControlData.HEADER);
    all.put("offsetof(struct cmsghdr, cmsg_level)", ControlData.LEVEL);
    all.put("offsetof(struct cmsghdr, cmsg_type)", ControlData.TYPE);
    all.put("sizeof(struct pollfd)", Scratch.POLLFD);
    all.put("offsetof(struct pollfd, events)", Scratch.POLL_EVENTS);
    all.put("offsetof(struct pollfd, revents)", Scratch.POLL_REVENTS);
    all.put("sizeof(struct epoll_event)", EpollEvents.SIZE);
    all.put("offsetof(struct epoll_event, data)", EpollEvents.DATA);
    all.put("offsetof(struct tcp_info, tcpi_rtt)", TcpInfo.RTT);
    return all;
  }

  private Map<String, Integer> askCompiler(Map<String, Integer> wanted) throws Exception {
    String table = hasCompiler() ? compileAndRun(wanted) : recorded();
    Map<String, Integer> answers = new LinkedHashMap<>();
    table
        .lines()
        .map(line -> line.split("\t"))
        .forEach(cells -> answers.put(cells[0], Integer.parseInt(cells[1])));
    return answers;
  }

  private static boolean hasCompiler() throws Exception {
    try {
      return new ProcessBuilder("gcc", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private String compileAndRun(Map<String, Integer> wanted) throws Exception {
    StringBuilder source = new StringBuilder("#define _GNU_SOURCE\n").append(HEADERS);
    // The kernel and glibc cannot both define these; the kernel's header has the missing one.
    source.append("#ifndef ICMP_FILTER\n#define ICMP_FILTER 1\n#endif\nint main(void) {\n");
    wanted
        .keySet()
        .forEach(
            key ->
                source.append(
                    "  printf(\"%%s\\t%%d\\n\", \"%1$s\", (int) (%1$s));\n".formatted(key)));
    Path file = Files.writeString(directory.resolve("c.c"), source.append("}\n"));
    Path program = directory.resolve("c");
    run("gcc", "-o", program.toString(), file.toString());
    return run(program.toString());
  }

  private static String recorded() throws IOException {
    try (var in = CompilerComparisonTest.class.getResourceAsStream("constants-x86_64.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
