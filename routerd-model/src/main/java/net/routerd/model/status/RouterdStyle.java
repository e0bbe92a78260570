package net.routerd.model.status;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * How Immutables generates: hidden implementations, strict builders nested in the type that they
 * build, the JDK's collections.
 */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
@Value.Style(
    jdkOnly = true,
    strictBuilder = true,
    visibility = Value.Style.ImplementationVisibility.PRIVATE,
    builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
    implementationNestedInBuilder = true,
    typeImmutable = "*Impl",
    typeBuilder = "*Builder",
    allowedClasspathAnnotations = {Override.class},
    defaultAsDefault = true)
@interface RouterdStyle {}
