<?php
/**
 * Plugin Name: Moderated comments
 * Description: Puts the moderated comment section in the place of WordPress's own comments.
 * Version: 1.0
 * License: MIT
 * Requires PHP: 7.4
 *
 * Every comment is checked by your moderation service before anyone sees it. Nothing is stored in WordPress.
 */

defined('ABSPATH') || exit;

/** Return the address of the service, without a slash at its end; "" until an editor has set it. */
function moderated_comments_service(): string
{
    return untrailingslashit((string) get_option('moderated_comments_service', ''));
}

/** Return the language of a post for the section: "ckb", "ku", "ar", "tr" or "en". */
function moderated_comments_language(): string
{
    return strtolower(strtok(get_bloginfo('language'), '-'));
}

/** Return the section as HTML, for a post. */
function moderated_comments_section(): string
{
    $service = moderated_comments_service();
    // Not wp_get_canonical_url(): a post of several pages would have a section for each.
    $article = get_permalink();
    if (!$service || !$article || get_post_status() !== 'publish') {
        return '';
    }
    $page = $service . '/articles?' . http_build_query(['url' => $article]);
    return sprintf(
        '<site-comments article="%s" language="%s"><a href="%s">%s</a></site-comments>',
        esc_url($article),
        esc_attr(moderated_comments_language()),
        esc_url($page),
        esc_html__('Comments')
    );
}

// The template that themes call with comments_template() is ours.
add_filter('comments_template', function (string $theirs): string {
    return moderated_comments_service() ? __DIR__ . '/moderated-comments-template.php' : $theirs;
});

// Block themes have a block instead.
add_filter('render_block_core/comments', function (string $theirs): string {
    return moderated_comments_section() ?: $theirs;
});

add_action('wp_head', function (): void {
    $service = moderated_comments_service();
    if ($service && is_singular()) {
        printf('<script type="module" async src="%s"></script>' . "\n", esc_url($service . '/embed/v1.js'));
    }
});

// WordPress's own form would be a second way in, past the moderation.
add_filter('rest_allow_anonymous_comments', '__return_false');
add_action('pre_comment_on_post', function (): void {
    if (moderated_comments_service()) {
        wp_die(esc_html__('Comments are taken in the comment section under the article.'), '', ['response' => 403]);
    }
});

add_action('admin_init', function (): void {
    register_setting('moderated_comments', 'moderated_comments_service', [
        'type' => 'string',
        'sanitize_callback' => 'esc_url_raw',
    ]);
});

add_action('admin_menu', function (): void {
    add_options_page('Moderated comments', 'Moderated comments', 'manage_options', 'moderated-comments', function (): void {
        ?>
        <div class="wrap"><h1>Moderated comments</h1>
        <form method="post" action="options.php">
            <?php settings_fields('moderated_comments'); ?>
            <p><label for="moderated_comments_service">Address of the service</label><br>
            <input id="moderated_comments_service" name="moderated_comments_service" type="url" class="regular-text"
                value="<?php echo esc_attr(moderated_comments_service()); ?>" placeholder="https://comments.news.example"></p>
            <?php submit_button(); ?>
        </form></div>
        <?php
    });
});
