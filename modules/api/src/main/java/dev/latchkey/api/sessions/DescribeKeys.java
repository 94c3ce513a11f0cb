package dev.latchkey.api.sessions;

import dev.latchkey.api.bus.PublicRequest;

/** The public keys that access tokens are signed with. */
public record DescribeKeys() implements PublicRequest<KeySetView> {}
