/** Reads and writes configurations as YAML and JSON; {@link RouterYaml} is the entry. */
@NullMarked
package net.routerd.model.yaml;

import org.jspecify.annotations.NullMarked;
