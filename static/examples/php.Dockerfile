# A Laravel application behind PHP-FPM.
FROM php:8.1-fpm

RUN apt-get update && apt-get install -y git unzip libpng-dev libzip-dev \
    && docker-php-ext-install pdo_mysql gd zip opcache
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer

WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --prefer-dist
COPY . .
RUN chown -R www-data:www-data storage bootstrap/cache
CMD ["php-fpm"]
