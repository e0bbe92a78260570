package net.routerd.select.resolve;

import java.util.List;
import net.routerd.model.Expression;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/**
 * Resolves expressions: pure and total, with three outcomes (REF-4). What comes back has the wanted
 * type or is unresolved; the text of a reference never comes back.
 */
public final class ReferenceResolver {

  private final StatusFields fields;

  /**
   * Makes a resolver.
   *
   * @param fields where references look
   */
  public ReferenceResolver(StatusFields fields) {
    this.fields = fields;
  }

  /**
   * Resolves the name of a device.
   *
   * @param expression a literal or a reference
   * @return the outcome
   */
  public Resolution<LinkName> device(Expression<LinkName> expression) {
    return resolve(expression, LinkName.class);
  }

  /**
   * Resolves an address.
   *
   * @param expression a literal or a reference
   * @return the outcome
   */
  public Resolution<IpAddress> address(Expression<IpAddress> expression) {
    return resolve(expression, IpAddress.class);
  }

  /**
   * Resolves one or more prefixes.
   *
   * @param expression a literal, or a reference to a prefix or to a list of prefixes
   * @return the outcome
   */
  public Resolution<List<Cidr>> prefixes(Expression<Cidr> expression) {
    return switch (expression) {
      case Expression.Literal<Cidr> literal -> new Resolution.Value<>(List.of(literal.value()));
      case Expression.Reference<Cidr> reference ->
          switch (fields.get(reference.reference())) {
            case Resolution.Value<Object>(Cidr prefix) -> new Resolution.Value<>(List.of(prefix));
            case Resolution.Value<Object>(List<?> list)
                when list.stream().allMatch(Cidr.class::isInstance) ->
                new Resolution.Value<>(list.stream().map(Cidr.class::cast).toList());
            case Resolution.Value<Object> other -> wrongType(reference, other.it());
            case Resolution.Absent<Object> absent -> new Resolution.Absent<>();
            case Resolution.Unresolved<Object> unresolved ->
                new Resolution.Unresolved<>(unresolved.why());
          };
    };
  }

  private <T> Resolution<T> resolve(Expression<T> expression, Class<T> type) {
    return switch (expression) {
      case Expression.Literal<T> literal -> new Resolution.Value<>(literal.value());
      case Expression.Reference<T> reference ->
          switch (fields.get(reference.reference())) {
            case Resolution.Value<Object>(Object value) when type.isInstance(value) ->
                new Resolution.Value<>(type.cast(value));
            case Resolution.Value<Object> other -> wrongType(reference, other.it());
            case Resolution.Absent<Object> absent -> new Resolution.Absent<>();
            case Resolution.Unresolved<Object> unresolved ->
                new Resolution.Unresolved<>(unresolved.why());
          };
    };
  }

  private static <T> Resolution<T> wrongType(Expression.Reference<?> reference, Object value) {
    return new Resolution.Unresolved<>(
        reference + " is \"" + value + "\", which cannot stand here");
  }
}
