package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.router.contract.FormPairs.Malformed;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and objects as ServiceStack's clients write them. */
class JsvTest {

  private static final String ALPHABET = "[]{},:\" \\ab1\u00e9\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "{A:1}|{'A':'1'}",
        "{Name:joe,Roles:[a,b],First:\"Joe, the"
            + " 2nd\"}|{'Name':'joe','Roles':['a','b'],'First':'Joe, the 2nd'}",
        "{At:12:30,Url:https://x/?a=b}|{'At':'12:30','Url':'https://x/?a=b'}",
        "{A:\"\"}|{'A':''}",
        "{A:\"}\",B:\"[\"}|{'A':'}','B':'['}",
        "{\"A:B\":c}|{'A:B':'c'}",
        "{A:{B:{C:[]}}}|{'A':{'B':{'C':[]}}}",
        "{A:[{B:1},[2,3]]}|{'A':[{'B':'1'},['2','3']]}",
        "` { A : b c , D : \" e \" } `|{'A':'b c','D':' e '}",
        "{A:back\\slash,B:null}|{'A':'back\\\\slash','B':'null'}",
        "{\"A\":\"b\\\\\\u00e9\",\"D\":[true,1,null]}|{'A':'b\\\\é','D':[true,1,null]}",
        "` [{ \"A\" : \"\\n\" }]`|",
        "` { \"A\" : \"\\n\" }`|{'A':'\\n'}",
      })
  void anObjectIsRead(String text, String json) {
    if (json == null) {
      assertThat(refusal(text)).isEqualTo("not_an_object");
    } else {
      assertThat(Jsv.object(text)).isEqualTo(new JsonObject(json.replace('\'', '"')));
    }
  }

  @Test
  void aQuoteIsWrittenTwiceInQuotes() {
    assertThat(Jsv.list("\"\"\"\",\"a\"\"\",\"\"\"b\",\"2\"\" x 1\"\"\""))
        .isEqualTo(JsonArray.of("\"", "a\"", "\"b", "2\" x 1\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|[]",
        "[]|[]",
        "a|['a']",
        "a,b|['a','b']",
        "[a,b]|['a','b']",
        "` [a, b] `|['a','b']",
        "\"a,b\",c|['a,b','c']",
        "[\"a,b\",c]|['a,b','c']",
        "[\"a\\/b\",\"c\"]|['a/b','c']",
        "{A:1},{A:2}|[{'A':'1'},{'A':'2'}]",
      })
  void aListIsReadWithBracketsAndWithout(String text, String json) {
    assertThat(Jsv.list(text)).isEqualTo(new JsonArray(json.replace('\'', '"')));
  }

  private static String refusal(String text) {
    try {
      return Jsv.object(text).encode();
    } catch (Malformed malformed) {
      assertThat(malformed.getMessage()).isNotBlank();
      return malformed.code();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|syntax",
        "a|not_an_object",
        "[a]|not_an_object",
        "[object Object]|not_an_object",
        "{|syntax",
        "}|syntax",
        "{A}|syntax",
        "{A:}|syntax",
        "{:a}|syntax",
        "{A:1,}|syntax",
        "{,A:1}|syntax",
        "{A:1 B:2,C:3}}|trailing_content",
        "{A:1}{B:2}|trailing_content",
        "{A:1}x|trailing_content",
        "{A:[1,2}|syntax",
        "{A:1]|syntax",
        "{A:a\"b}|syntax",
        "{A:a\"b\"}|syntax",
        "{A:\"b\"c}|syntax",
        "{A:\"b}|syntax",
        "{A:\"b\"\"}|syntax",
        "{A:\"|syntax",
        "{A\"B:1}|syntax",
        "{A:1,A:2}|duplicate_key",
        "{A:1,\"A\":2}|duplicate_key",
        "{\"A\":1,\"A\":2}|duplicate_key",
        "{\"A\":\"\\u0000\"}|nul",
        "{\"A\":\"\\ud800\"}|lone_surrogate",
      })
  void whatHasNoOneMeaningIsRefused(String text, String code) {
    assertThat(refusal(text)).isEqualTo(code);
  }

  @Test
  void itIsBoundedAsJsonIs() {
    int deepest = StrictJson.MAX_DEPTH;
    assertThat(Jsv.list("[".repeat(deepest) + "a" + "]".repeat(deepest))).hasSize(1);
    for (String open : new String[] {"[", "{A:", "[[", "{A:["}) {
      for (int depth : new int[] {deepest + 1, 30_000}) {
        assertThatThrownBy(() -> Jsv.list("[" + open.repeat(depth)))
            .isInstanceOf(Malformed.class)
            .hasMessageContaining("deeper");
      }
    }
    assertThat(Jsv.list("a" + ",a".repeat(StrictJson.MAX_MEMBERS - 1)))
        .hasSize(StrictJson.MAX_MEMBERS);
    assertThatThrownBy(() -> Jsv.list("a" + ",a".repeat(StrictJson.MAX_MEMBERS)))
        .isInstanceOf(Malformed.class);
    assertThat(refusal("{" + "x".repeat(StrictJson.MAX_KEY_CHARS + 1) + ":1}"))
        .isEqualTo("limit_passed");
  }

  @Test
  void hugeTextsAreReadOrRefusedInNoTime() {
    int most = StrictJson.MAX_TEXT_CHARS;
    assertThat(Jsv.list("x".repeat(most)).getString(0)).hasSize(most);
    assertThat(Jsv.list("\"" + "\"".repeat(most) + "\"").getString(0)).hasSize(most / 2);
    assertThat(refusal(" ".repeat(most) + "x")).isEqualTo("not_an_object");
    assertThat(refusal("\"".repeat(most - 1))).isEqualTo("syntax");
    assertThat(refusal("{ ".repeat(most / 2))).isEqualTo("syntax");
  }

  @Test
  void everyTextIsReadOrRefusedAndWhatWasReadMeansItself() {
    Random random = new Random(17);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder("{A:");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      read(text.append('}').toString());
    }
  }

  /** What was read, written with every name and text in quotes, is read as the same. */
  private static void read(String text) {
    JsonObject read;
    try {
      read = Jsv.object(text);
    } catch (Malformed refused) {
      return;
    }
    assertThat(Jsv.object("{it:" + written(read) + "}").getJsonObject("it"))
        .as(text)
        .isEqualTo(read);
  }

  private static String written(Object value) {
    StringBuilder text = new StringBuilder();
    if (value instanceof JsonObject object) {
      object.forEach(
          each ->
              text.append(text.isEmpty() ? "" : ",")
                  .append(written(each.getKey()))
                  .append(':')
                  .append(written(each.getValue())));
      return "{" + text + "}";
    }
    if (value instanceof JsonArray list) {
      list.forEach(each -> text.append(text.isEmpty() ? "" : ",").append(written(each)));
      return "[" + text + "]";
    }
    return "\"" + String.valueOf(value).replace("\"", "\"\"") + "\"";
  }
}
