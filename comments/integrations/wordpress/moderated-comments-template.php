<?php
// What a theme shows where it calls comments_template().
defined('ABSPATH') || exit;
echo moderated_comments_section(); // escaped where it is made
