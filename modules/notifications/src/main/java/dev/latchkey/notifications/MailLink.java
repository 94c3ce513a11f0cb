package dev.latchkey.notifications;

import dev.latchkey.api.accounts.LinkPurpose;
import java.time.Instant;
import java.util.UUID;

/**
 * The link that a mail is to carry; its token is made from the id when the mail is written.
 *
 * @param id of the row that says whether it may still be used
 */
record MailLink(UUID id, LinkPurpose purpose, Instant expiresAt) {}
