package net.routerd.model.status;

/**
 * Something that a person should know about a resource although it works, with its mend.
 *
 * @param type the condition's stable name
 * @param message what was seen and what to do
 */
public record Condition(Reason type, String message) {}
