package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.ILLEGAL_CHARACTER;
import static net.routerd.model.ProblemCode.LINE_TOO_LONG;
import static net.routerd.model.ProblemCode.NOT_UTF8;
import static net.routerd.model.ProblemCode.SOURCE_TOO_LARGE;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.model.ProblemCode;
import net.routerd.model.yaml.ReadLimits;

/**
 * Checks a source before any parser sees it: long comments and scalars cost the YAML parser more
 * than their length, so bytes and lines are bounded here (RES-9).
 *
 * @param text the text without byte order mark; empty if there is a problem
 * @param problem why the source is not read at all
 */
public record SourceText(String text, Optional<TreeProblem> problem) {

  /**
   * Decodes and checks bytes.
   *
   * @param bytes UTF-8
   * @param limits how many bytes a source and a line may have
   * @return the text
   */
  public static SourceText of(byte[] bytes, ReadLimits limits) {
    if (bytes.length > limits.maxSourceBytes()) {
      return tooLarge(limits);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      return failed(endOf(text), NOT_UTF8, "the bytes here are not UTF-8; save the input as UTF-8");
    }
    return of(text, limits);
  }

  /**
   * Checks a text.
   *
   * @param text YAML or JSON
   * @param limits how many bytes a source and a line may have
   * @return the text
   */
  public static SourceText of(String text, ReadLimits limits) {
    if (text.length() > limits.maxSourceBytes()) {
      return tooLarge(limits);
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    long bytes = 0;
    long lineStart = 0;
    int line = 1;
    int column = 1;
    for (int i = 0; i < body.length(); ) {
      int c = body.codePointAt(i);
      i += Character.charCount(c);
      if (isIllegal(c)) {
        return failed(
            new Position(line, column),
            ILLEGAL_CHARACTER,
            String.format("U+%04X is not accepted in a text; write it as an escape", c));
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (c == '\n' || c == '\r' && !body.startsWith("\n", i)) {
        line++;
        column = 1;
        lineStart = bytes;
      } else {
        column++;
        if (bytes - lineStart > limits.maxLineBytes()) {
          return failed(
              new Position(line, 1),
              LINE_TOO_LONG,
              "a line has at most " + limits.maxLineBytes() + " bytes; break it");
        }
      }
    }
    return bytes > limits.maxSourceBytes()
        ? tooLarge(limits)
        : new SourceText(body, Optional.empty());
  }

  /** What YAML 1.2 (rule c-printable) and JSON do not allow to stand unescaped. */
  private static boolean isIllegal(int c) {
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r'
        || c >= 0x7F && c < 0xA0 && c != 0x85
        || c >= 0xD800 && c < 0xE000
        || c == 0xFFFE
        || c == 0xFFFF;
  }

  private static Position endOf(String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    return new Position(line, text.length() - text.lastIndexOf('\n'));
  }

  private static SourceText tooLarge(ReadLimits limits) {
    return failed(
        Position.START,
        SOURCE_TOO_LARGE,
        "a source has at most " + limits.maxSourceBytes() + " bytes; split it");
  }

  private static SourceText failed(Position at, ProblemCode code, String message) {
    return new SourceText("", Optional.of(new TreeProblem(at, "", code, message)));
  }
}
