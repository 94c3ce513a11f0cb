package dev.latchkey.api.accounts;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a person likes things to be, in every organisation; what they never said is the default. A
 * name is the product's own: 1 to 64 letters, digits, dots, colons, dashes and underscores, of
 * which the first is a letter or a digit. What a person has said is at most 32 768 characters of
 * JSON.
 *
 * @param themeMode default {@link ThemeMode#SYSTEM}
 * @param toolbarMode default {@link ToolbarMode#TOOLBAR}
 * @param shortcutPosition default {@link ShortcutPosition#ABOVE}
 * @param allowSidebarSuggestions whether the product may suggest things beside its menu; default no
 * @param anonymizeData whether the product leaves the person out of what it measures; default no
 * @param roleAtOrganization null for who did not say
 * @param notices whether mails of a kind are sent; default yes
 * @param notificationSettings what the product itself tells the person: at most 100 names, each
 *     with a boolean, a number from 0 to 1, or at most 100 names with a boolean each
 * @param eventsColumnConfig default the product's own choice
 * @param hasSeenProductIntroFor which introductions they have seen; at most 200 names
 * @param hedgehogConfig default {@link HedgehogConfig#DEFAULT}
 * @param scenePersonalisation for each of at most 20 places of the product, such as a project,
 *     which dashboard is shown for each of at most 50 scenes; all of these are names
 * @param version counts the changes, 0 for who never made one; the entity tag of the native surface
 */
public record Preferences(
    ThemeMode themeMode,
    ToolbarMode toolbarMode,
    ShortcutPosition shortcutPosition,
    boolean allowSidebarSuggestions,
    boolean anonymizeData,
    @Nullable RoleAtOrganization roleAtOrganization,
    Map<NoticeKind, Boolean> notices,
    Map<String, Object> notificationSettings,
    EventsColumnConfig eventsColumnConfig,
    Map<String, Boolean> hasSeenProductIntroFor,
    HedgehogConfig hedgehogConfig,
    Map<String, Map<String, String>> scenePersonalisation,
    int version) {

  /** Those of a person who has never said anything. */
  public static final Preferences DEFAULT =
      new Preferences(
          ThemeMode.SYSTEM,
          ToolbarMode.TOOLBAR,
          ShortcutPosition.ABOVE,
          false,
          false,
          null,
          Stream.of(NoticeKind.values()).collect(toMap(kind -> kind, kind -> true)),
          Map.of(),
          new EventsColumnConfig(List.of()),
          Map.of(),
          HedgehogConfig.DEFAULT,
          Map.of(),
          0);

  public Preferences {
    notices = Map.copyOf(notices);
    notificationSettings = Map.copyOf(notificationSettings);
    hasSeenProductIntroFor = Map.copyOf(hasSeenProductIntroFor);
    scenePersonalisation = Map.copyOf(scenePersonalisation);
  }
}
