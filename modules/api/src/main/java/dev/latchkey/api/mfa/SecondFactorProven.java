package dev.latchkey.api.mfa;

/**
 * A second factor that was right.
 *
 * @param method which it was
 * @param generation of the person's factors at that moment
 */
public record SecondFactorProven(FactorMethod method, int generation) {}
