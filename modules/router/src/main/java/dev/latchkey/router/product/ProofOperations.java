package dev.latchkey.router.product;

import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.RequestEmailProof;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Addresses are proven by whoever reads the mails, signed in or not. */
final class ProofOperations {

  /** More than anybody has. */
  private static final int ALL = 100;

  private ProofOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        new SurfaceOperation(
            "users_request_email_verification_create",
            RequestEmailProof.class,
            Optional.of(ListEmails.class),
            call -> request(bus, call)),
        SurfaceOperation.of(
            bus,
            "users_verify_email_create",
            ProveEmail.class,
            call -> new ProveEmail(call.text("token"), person(call), call.origin()),
            proven -> Reply.ok(new JsonObject().put("success", true).put("requires_login", true))));
  }

  private static PersonId person(Call call) {
    return PersonId.of(call.text("uuid"));
  }

  /** That there is nothing to prove is told to nobody but the person. */
  private static Future<Reply> request(Bus bus, Call call) {
    boolean own = call.isSignedIn() && call.caller().person().equals(person(call));
    Future<Boolean> open =
        own
            ? bus.ask(new ListEmails(call.caller(), ALL, null)).map(ProofOperations::hasUnproven)
            : Future.succeededFuture(true);
    return open.compose(
        unproven ->
            unproven
                ? bus.ask(new RequestEmailProof(person(call), call.origin(), own))
                    .map(asked -> TwoFactorOperations.success())
                : Future.succeededFuture(
                    FlatFailures.invalid(
                        "already_verified", null, "The address is proven already.")));
  }

  private static boolean hasUnproven(EmailPage emails) {
    return emails.items().stream()
        .anyMatch(each -> !each.verified() && (each.primary() || each.pending()));
  }
}
