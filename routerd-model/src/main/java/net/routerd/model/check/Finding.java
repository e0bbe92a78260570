package net.routerd.model.check;

import java.util.List;
import net.routerd.model.ProblemCode;

/**
 * Something that is wrong with one resource.
 *
 * @param path the field, from the resource's root
 * @param code what kind of thing is wrong
 * @param message what is wrong and how to mend it
 * @param involved other fields that the finding depends on: it says nothing where one of them could
 *     not be read
 */
public record Finding(String path, ProblemCode code, String message, List<String> involved) {}
