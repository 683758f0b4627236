FROM php:8.4-fpm-alpine
RUN apk add --no-cache --virtual .build-deps $PHPIZE_DEPS icu-dev \
 && docker-php-ext-install -j"$(nproc)" intl pdo_mysql opcache \
 && pecl install redis-6.0.2 && docker-php-ext-enable redis \
 && apk del .build-deps
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
RUN composer install --no-dev --optimize-autoloader
