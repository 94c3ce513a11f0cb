package dev.latchkey.launcher.e2e;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody with an account. Immutable.
 *
 * @param latchkey whom they ask
 */
public record Person(Latchkey latchkey, String email, String password) {

  /** Long, listed nowhere, and without a word of the names used here. */
  public static final String PASSWORD = "violet teapot under seven moons";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Sets up the first organisation, which they own. */
  public static Person owner(Latchkey latchkey) {
    Person owner = new Person(latchkey, "owner@example.org", PASSWORD);
    latchkey
        .ask(
            Ask.post(
                "/setup",
                "token",
                latchkey.setUpToken(),
                "organizationName",
                "Difference Engines",
                "email",
                owner.email,
                "password",
                owner.password))
        .expect(201);
    return owner;
  }

  /** An address that nobody has used in this run. */
  public static String freshAddress(String name) {
    return name + NUMBER.incrementAndGet() + "@example.org";
  }

  /** Registers somebody new, who proves their address. */
  public static Person registered(Latchkey latchkey, String name) {
    Person person = new Person(latchkey, freshAddress(name), PASSWORD);
    person.register();
    person.prove(latchkey.mails().newest("registration", person.email).token()).expect(204);
    return person;
  }

  public Reply register() {
    return latchkey
        .ask(Ask.post("/registrations", "email", email, "password", password))
        .expect(202);
  }

  /** Tries to prove an address. */
  public Reply prove(String token) {
    return latchkey.ask(Ask.post("/emails/verify", "token", token));
  }

  /** Has a link mailed that sets a new password; answers its token. */
  public String forget() {
    int before = latchkey.mails().of("password-reset", email).size();
    latchkey.ask(Ask.post("/password/forgot", "email", email)).expect(202);
    return latchkey.mails().newest("password-reset", email, before + 1).token();
  }

  /** Tries to choose a new password. */
  public Reply reset(String token, String newPassword) {
    return latchkey.ask(Ask.post("/password/reset", "token", token, "newPassword", newPassword));
  }

  /** Tries to sign in. */
  public Reply trySignIn() {
    return trySignIn(password);
  }

  public Reply trySignIn(String guess) {
    return latchkey.ask(signIn(guess));
  }

  public Ask signIn(String guess) {
    return Ask.post("/sessions", "email", email, "password", guess);
  }

  /** Signs in. */
  public Login signIn() {
    return Login.of(latchkey, trySignIn().expect(201));
  }

  public Person with(String otherPassword) {
    return new Person(latchkey, email, otherPassword);
  }

  public Person at(Latchkey node) {
    return new Person(node, email, password);
  }
}
