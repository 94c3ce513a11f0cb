package dev.latchkey.router.contract;

/**
 * One thing that is wrong with a request. It never holds a value of the request; the only text of
 * the sender in it is the name of an unknown field or parameter, where it looks like a name of at
 * most 40 characters.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the body, or {@code /} and the name of a
 *     parameter
 * @param code stable; the JSON Schema keyword in snake case ({@code required}, {@code type}, {@code
 *     min_length}, {@code format}, …), or {@code unknown_field}, {@code unknown_parameter}, {@code
 *     repeated}, {@code text}
 * @param detail a sentence for people
 */
public record Violation(Place place, String pointer, String code, String detail) {}
