package net.routerd.linux.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** Each reader says of a range what a string of its letters would say. */
class OctetsTest {

  /** What is around a range must not matter: it would be found, blank, or a digit. */
  private static final int AROUND = 2;

  private static byte[] letters(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] within(String around, String text) {
    return letters(around.repeat(AROUND) + text + around.repeat(AROUND));
  }

  @Property
  void aLetterIsFoundWhereItComesFirst(
      @ForAll @StringLength(max = 6) @Chars({'a', ':', '\u0085', '\u00ff'}) String text) {
    for (char letter : new char[] {':', '\u0085', '\u00ff'}) {
      int found = Octets.indexOf(within(":\u0085\u00ff", text), 6, 6 + text.length(), letter);

      int expected = text.indexOf(letter);
      assertThat(found).isEqualTo(expected < 0 ? Octets.NONE : 6 + expected);
    }
  }

  @Property
  void capitalLettersAreTheSameAsSmallOnes(
      @ForAll @StringLength(max = 3) @CharRange(from = 0, to = 255) String text) {
    String small = text.toLowerCase(Locale.ROOT);
    String ascii = small.chars().allMatch(c -> c < 128) ? small : "other";

    assertThat(isIgnoringCase(text, ascii)).isEqualTo(text.equalsIgnoreCase(ascii));
  }

  @Example
  void onlyLettersHaveACase() {
    assertThat(isIgnoringCase("AZaz-", "azaz-")).isTrue();
    assertThat(isIgnoringCase("@", "`")).isFalse();
    assertThat(isIgnoringCase("[", "{")).isFalse();
    assertThat(isIgnoringCase("\r", "-")).isFalse();
    assertThat(isIgnoringCase("ab", "abc")).isFalse();
    assertThat(isIgnoringCase("abc", "ab")).isFalse();
  }

  @Example
  void whatFollowsTheRangeIsNotPartOfIt() {
    assertThat(Octets.isIgnoringCase(letters("abc"), 0, 2, letters("abc"))).isFalse();
  }

  private static boolean isIgnoringCase(String text, String small) {
    byte[] bytes = within("x", text);
    return Octets.isIgnoringCase(bytes, AROUND, AROUND + text.length(), letters(small));
  }

  @Property
  void aNumberIsOneOfDigitsOnly(
      @ForAll @StringLength(max = 5) @Chars({'0', '1', '9', 'a', 'F', 'g', '-', '+', ' ', '\u00b2'})
          String text) {
    byte[] bytes = within("1", text);
    int decimal = Octets.number(bytes, AROUND, AROUND + text.length(), 4, 10);
    int hexadecimal = Octets.number(bytes, AROUND, AROUND + text.length(), 3, 16);

    assertThat(decimal)
        .isEqualTo(text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : Octets.NONE);
    assertThat(hexadecimal)
        .isEqualTo(text.matches("[0-9a-fA-F]{1,3}") ? Integer.parseInt(text, 16) : Octets.NONE);
  }

  @Property
  void blanksAroundAreLeftOut(
      @ForAll
          @StringLength(max = 6)
          @Chars({'x', ' ', '\t', '\r', '\u000b', '\u001c', '\u0085', '\u00a0'})
          String text) {
    byte[] bytes = within(" ", text);
    int first = Octets.first(bytes, AROUND, AROUND + text.length());
    int end = Octets.end(bytes, first, AROUND + text.length());

    assertThat(new String(bytes, first, end - first, StandardCharsets.ISO_8859_1))
        .isEqualTo(text.strip());
  }

  @Property
  void aTextIsFoundWhereverItIs(
      @ForAll @StringLength(max = 8) @Chars({'a', 'b'}) String text,
      @ForAll @StringLength(max = 4) @Chars({'a', 'b'}) String wanted) {
    byte[] bytes = within("ab", text);
    boolean held = Octets.holds(bytes, 2 * AROUND, 2 * AROUND + text.length(), letters(wanted));

    assertThat(held).isEqualTo(text.contains(wanted));
  }
}
