package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** The caller's e-mail addresses, and their proofs. */
final class EmailOperations {

  private EmailOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "listEmails",
            ListEmails.class,
            call -> new ListEmails(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "addEmail",
            AddEmail.class,
            call -> new AddEmail(call.caller(), call.text("email")),
            added -> Reply.created(added, Paths.EMAILS + "/" + added.id())),
        SurfaceOperation.of(
            bus,
            "removeEmail",
            RemoveEmail.class,
            call -> new RemoveEmail(call.caller(), emailId(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "makeEmailPrimary",
            MakeEmailPrimary.class,
            call -> new MakeEmailPrimary(call.caller(), emailId(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "sendEmailProof",
            SendEmailProof.class,
            call -> new SendEmailProof(call.caller(), emailId(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "cancelEmailChange",
            CancelEmailChange.class,
            call -> new CancelEmailChange(call.caller()),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "proveEmail",
            ProveEmail.class,
            call -> new ProveEmail(call.text("token"), call.origin()),
            done -> Reply.noContent()));
  }

  private static EmailId emailId(Call call) {
    return EmailId.of(call.path("emailId"));
  }
}
