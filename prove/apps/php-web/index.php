<?php
// Answers with JSON; PHP's own functions are all it needs.
echo json_encode(['path' => $_SERVER['REQUEST_URI'], 'digest' => hash('sha256', $_SERVER['REQUEST_URI'])]), "\n";
